import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{a as s}from"../shared/chunk-PBYPQPBF.js";import"../shared/chunk-YBOEELWR.js";if(process.argv[2]==="--version"||process.argv[2]==="-V")process.stdout.write(`${s}
`);else{let{main:r}=await import("../shared/commands-QMHIFYDX.js");process.exitCode=await r(process.argv)}
