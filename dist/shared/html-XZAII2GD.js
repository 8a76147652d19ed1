import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{d as a,e as b}from"./chunk-ZDTWUTZS.js";import"./chunk-KRK3QMHL.js";import"./chunk-7HLQVZTW.js";import"./chunk-WMB75OU6.js";import"./chunk-YM6274I5.js";import"./chunk-OGMFPRY2.js";import"./chunk-WVQZGPYZ.js";import"./chunk-OVGOL56D.js";import"./chunk-YBOEELWR.js";export{b as page,a as renderHtml};
