export const id = 762;
export const ids = [762];
export const modules = {

/***/ 63762:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   uploadArtifact: () => (/* binding */ uploadArtifact)
/* harmony export */ });
/* harmony import */ var _actions_artifact__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(91252);
/** Uploads files as a workflow artifact. Only the report entry loads this: the client is large. */

/** Uploads of one name in one run; the action may be called more than once in a job. */
const MOST_OF_A_NAME = 10;
/** @throws where GitHub does not take it. */
async function uploadArtifact(upload) {
    const names = Array.from({ length: MOST_OF_A_NAME }, (_, at) => at === 0 ? upload.name : `${upload.name}-${at + 1}`);
    for (const name of names) {
        const uploaded = await tryUpload(upload, name);
        if (uploaded)
            return uploaded;
    }
    throw new Error(`this run has ${MOST_OF_A_NAME} artifacts called ${upload.name} already`);
}
/** Undefined where the run has an artifact of this name; it cannot be changed. */
async function tryUpload(upload, name) {
    const { files, folder, retentionDays, isCompressed } = upload;
    const options = { ...(retentionDays && { retentionDays }), ...(isCompressed && { compressionLevel: 0 }) };
    try {
        const { id, size } = await new _actions_artifact__WEBPACK_IMPORTED_MODULE_0__/* .DefaultArtifactClient */ .t9().uploadArtifact(name, [...files], folder, options);
        if (id === undefined)
            throw new Error(`GitHub did not say which id the artifact ${name} has`);
        return { id, name, size: size ?? 0 };
    }
    catch (error) {
        if (error instanceof Error && /already exists/.test(error.message))
            return undefined;
        throw error;
    }
}


/***/ })

};
