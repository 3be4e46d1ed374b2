/** How browsers are sent to the simulator under Apple's real host names. */

/** Command line of Chromium. */
export function chromiumArguments(simulator: { port: number; hosts: readonly string[] }): string[] {
  const rules = simulator.hosts.map((host) => `MAP ${host} 127.0.0.1:${simulator.port}`);
  return [`--host-resolver-rules=${rules.join(',')}`, '--ignore-certificate-errors'];
}

/** Preferences of Firefox; besides these it must accept insecure certificates. */
export function firefoxPreferences(simulator: {
  proxyPort: number;
}): Record<string, string | number | boolean> {
  return {
    'network.proxy.type': 1,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': simulator.proxyPort,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': simulator.proxyPort,
    'network.proxy.no_proxies_on': 'localhost, 127.0.0.1',
  };
}
