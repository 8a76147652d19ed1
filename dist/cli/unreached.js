export const parse=()=>{throw new Error('This code is not bundled: see UNREACHED in scripts/bundle.ts.')};export{parse as OidcClient};export default{Extract:parse};
