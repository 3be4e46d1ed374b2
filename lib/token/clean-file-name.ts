const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ł: 'l',
  Ł: 'L',
};

/**
 * The name under which a token goes to an MDM: ASCII without blanks or brackets, since a name with special
 * characters or a trailing "(1)" is blamed for failed uploads (portal reference 1.7).
 */
export function cleanFileName(locationName: string): string {
  const ascii = locationName
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[ßæÆœŒøØđĐłŁ]/g, (letter) => letters[letter] ?? '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .slice(0, 60)
    .replace(/^_|_$/g, '');
  return `sToken_for_${ascii || 'location'}.vpptoken`;
}
