import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{d as a,e as b}from"./chunk-DOA4IOLD.js";import"./chunk-L6KUGZNY.js";import"./chunk-65AKOAAW.js";import"./chunk-6OICHSWW.js";import"./chunk-YM6274I5.js";import"./chunk-O5KU432L.js";import"./chunk-WVQZGPYZ.js";import"./chunk-OVGOL56D.js";import"./chunk-YBOEELWR.js";export{b as page,a as renderHtml};
