/** A warning of web-ext that is known, and why it stands. `near` is what stands in the code there. */
export interface KnownWarning {
  code: string;
  near?: RegExp;
  why: string;
}

/** Every warning that web-ext may give; docs/RELEASE.md shows the reviewer the same list. */
export const knownWarnings: readonly KnownWarning[] = [
  {
    code: 'KEY_FIREFOX_ANDROID_UNSUPPORTED_BY_MIN_VERSION',
    why: 'The version is that of Firefox on the desktop; the package has no `gecko_android` and is not offered for Android.',
  },
  {
    code: 'UNSAFE_VAR_ASSIGNMENT',
    near: /\.__html\b[^;]*\.innerHTML=\w+\)/,
    why: 'React’s own way for `dangerouslySetInnerHTML`, which no file of Orchardist uses (held by a test).',
  },
  {
    code: 'DANGEROUS_EVAL',
    near: /try\{return Function\(``\),!0\}catch/,
    why: 'Zod asks whether `Function` is allowed. The content security policy says no, and Zod goes on without it.',
  },
];
