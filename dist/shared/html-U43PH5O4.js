import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{d as a,e as b}from"./chunk-LLTDD63A.js";import"./chunk-KNSMTRNQ.js";import"./chunk-FULDHCDE.js";import"./chunk-CKVY2557.js";import"./chunk-GQY7SHR6.js";import"./chunk-7OHXIWMV.js";import"./chunk-O7EDVKC3.js";import"./chunk-3JIEBNUL.js";import"./chunk-YBOEELWR.js";export{b as page,a as renderHtml};
