import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{d as a,e as b}from"./chunk-CNDQBE3N.js";import"./chunk-WGSG7MB2.js";import"./chunk-G44CHOQY.js";import"./chunk-DGMTSKT3.js";import"./chunk-YM6274I5.js";import"./chunk-O2EWO7G2.js";import"./chunk-WVQZGPYZ.js";import"./chunk-OVGOL56D.js";import"./chunk-YBOEELWR.js";export{b as page,a as renderHtml};
