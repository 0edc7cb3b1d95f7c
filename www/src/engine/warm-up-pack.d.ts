/** The pack for {@link warmUp}, which `www/build.mjs` makes with the engine. */
declare module "gapwise:warm-up" {
  const pack: Uint8Array;
  export default pack;
}
