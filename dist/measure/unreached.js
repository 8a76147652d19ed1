export const OidcClient=()=>{throw new Error('This code is not bundled: see UNREACHED in scripts/bundle.ts.')};export default{Extract:OidcClient};
