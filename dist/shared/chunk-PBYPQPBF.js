import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
var o="0.1.0";export{o as a};
