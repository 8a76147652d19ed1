export const id = 762;
export const ids = [762];
export const modules = {

/***/ 63762:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   uploadArtifact: () => (/* binding */ uploadArtifact)
/* harmony export */ });
/* harmony import */ var _actions_artifact__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(20584);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3894);
/** Uploads the run document as a workflow artifact. Only the report entry loads this: the client is large. */


/** Sets the outputs `artifact-id` and `artifact-url`. */
async function uploadArtifact({ name, files, folder, retentionDays }) {
    const { id } = await new _actions_artifact__WEBPACK_IMPORTED_MODULE_0__/* .DefaultArtifactClient */ .t9().uploadArtifact(name, [...files], folder, { retentionDays });
    if (id === undefined)
        throw new Error(`GitHub did not say which id the artifact ${name} has`);
    _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .setOutput */ .uH('artifact-id', String(id));
    const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = process.env;
    _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .setOutput */ .uH('artifact-url', `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}/artifacts/${id}`);
}


/***/ })

};
