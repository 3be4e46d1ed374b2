/** Where the portal scripts run. By host, never by path: Apple moves its routes (portal reference 1.2). */
export const portalMatches = ['https://business.apple.com/*', 'https://school.apple.com/*'];

/**
 * The event that carries a token from the page's world to ours, on the same window. A CustomEvent rather than
 * `postMessage`: the page's own `message` listeners, which may log or reject what they do not know, never see it.
 * Anyone in the page can forge it, so what arrives is validated again.
 */
export const captureEvent = 'orchardist:capture';

/** Passwords are typed in this frame (portal reference 1.5): nothing of ours runs in it. */
export function isSignInFrame(frame: { name: string }): boolean {
  return frame.name === 'aid-auth-widget';
}
