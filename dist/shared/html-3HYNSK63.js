import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{d as a,e as b}from"./chunk-7KX6AQKP.js";import"./chunk-MTAHKKIH.js";import"./chunk-QXO6AN7I.js";import"./chunk-IQXPWNLW.js";import"./chunk-YM6274I5.js";import"./chunk-VS7ZU6NS.js";import"./chunk-WVQZGPYZ.js";import"./chunk-OVGOL56D.js";import"./chunk-YBOEELWR.js";export{b as page,a as renderHtml};
