/** A style sheet as text, minified by the build; it reaches the page through `adoptedStyleSheets`. */
declare module '*.css?inline' {
  const css: string
  // biome-ignore lint/style/noDefaultExport: the bundler decides the shape
  export default css
}

declare const __VERSION__: string
/** File name of the built panel, beside the loader. */
declare const __PANEL__: string
