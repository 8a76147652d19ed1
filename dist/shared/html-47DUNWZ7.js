import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{d as a,e as b}from"./chunk-4LAKN4EX.js";import"./chunk-3VA23CXA.js";import"./chunk-TKCIQKZL.js";import"./chunk-YVYLVTMV.js";import"./chunk-YM6274I5.js";import"./chunk-APQ5726E.js";import"./chunk-WVQZGPYZ.js";import"./chunk-OVGOL56D.js";import"./chunk-YBOEELWR.js";export{b as page,a as renderHtml};
