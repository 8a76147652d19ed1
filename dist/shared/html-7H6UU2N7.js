import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{d as a,e as b}from"./chunk-VDEIQLQ3.js";import"./chunk-XHFHUXXJ.js";import"./chunk-L2SYXCBK.js";import"./chunk-Y3O6JRX3.js";import"./chunk-YM6274I5.js";import"./chunk-VS7ZU6NS.js";import"./chunk-WVQZGPYZ.js";import"./chunk-OVGOL56D.js";import"./chunk-YBOEELWR.js";export{b as page,a as renderHtml};
