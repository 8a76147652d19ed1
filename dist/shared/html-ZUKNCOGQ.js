import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{d as a,e as b}from"./chunk-QQLTGDCU.js";import"./chunk-ZHBCKE65.js";import"./chunk-ZZTH5BNL.js";import"./chunk-MJOHAS2D.js";import"./chunk-YM6274I5.js";import"./chunk-OGMFPRY2.js";import"./chunk-WVQZGPYZ.js";import"./chunk-OVGOL56D.js";import"./chunk-YBOEELWR.js";export{b as page,a as renderHtml};
