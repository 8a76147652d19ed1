import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{a as s}from"../shared/chunk-73LNR5ZU.js";import"../shared/chunk-YBOEELWR.js";if(process.argv[2]==="--version"||process.argv[2]==="-V")process.stdout.write(`${s}
`);else{let{main:r}=await import("../shared/commands-SS7VF6GE.js");process.exitCode=await r(process.argv)}
