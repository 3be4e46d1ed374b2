import { describe, expect, it, vi } from 'vitest';
import { createLanguage } from '../../../lib/platform/language.ts';
import { createMemoryArea } from '../memory-area.ts';

const setUp = () => {
  const area = createMemoryArea();
  const change = vi.spyOn(area, 'set');
  return { area, change, language: createLanguage(area, () => ['de-AT', 'en']) };
};

describe('the language', () => {
  it('is the browser’s until one is chosen, and again after', async () => {
    const { language, area } = setUp();
    expect(await language.read()).toBe('de');
    await language.choose('ar');
    expect(await language.read()).toBe('ar');
    await language.choose('auto');
    expect(await language.read()).toBe('de');
    expect(await area.get(null)).toEqual({});
  });

  it('is not written again when nothing changes, as every write is heard by all pages', async () => {
    const { language, change } = setUp();
    await language.choose('ja');
    await language.choose('ja');
    expect(change).toHaveBeenCalledOnce();
  });

  it('is the browser’s when what stands there is none of ours', async () => {
    const { language, area } = setUp();
    await area.set({ language: 'constructor' });
    expect(await language.read()).toBe('de');
  });
});
