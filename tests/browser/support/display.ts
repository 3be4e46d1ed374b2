import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { waitFor } from './wait-for.ts';

const isThere = (program: string) => spawnSync(program, ['-help'], { stdio: 'ignore' }).error === undefined;

/** Whether real keys can be pressed in a window that nobody sees. Without Xvfb and xdotool that is left out. */
export const hasKeyboard = process.platform === 'linux' && isThere('Xvfb') && isThere('xdotool');

/**
 * A display of its own for the headed browsers that are launched after it, with a keyboard: a browser's own shortcuts,
 * menus and prompts listen to no other one.
 */
export async function openDisplay() {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const said = server.stdio[3];
  if (!(said instanceof Readable)) throw new Error('Xvfb has no way to tell its display.');
  const [number] = await once(said, 'data');
  process.env.DISPLAY = `:${String(number).trim()}`;
  delete process.env.WAYLAND_DISPLAY;
  const xdotool = (...words: string[]) => execFileSync('xdotool', words, { encoding: 'utf8' });
  const windows = () => xdotool('search', '--onlyvisible', '--name', '.*').trim().split('\n').length;

  /**
   * Presses keys, as xdotool names them ("alt+shift+l"), and again while they do nothing: a window that has just got the
   * keyboard, or a prompt that has just opened, may take none yet.
   */
  const pressUntil = (keys: readonly string[], done: () => boolean | Promise<boolean>, message: string) =>
    waitFor(
      () => {
        xdotool('key', ...keys);
        return waitFor(done, { timeout: 2_000, message });
      },
      { timeout: 30_000, message },
    );

  return {
    /** Gives the keyboard to the window that shows a page of this title. There is no window manager that would. */
    focus: (title: string) =>
      void xdotool('search', '--onlyvisible', '--name', title, 'windowfocus', '--sync'),
    pressUntil,
    /** Chooses an entry of the context menu of what has the focus, counted from its end. */
    async chooseFromMenu(fromEnd: number, done: () => Promise<boolean>): Promise<void> {
      const before = windows();
      await pressUntil(['Menu'], () => windows() > before, 'the context menu opens');
      await pressUntil([...Array<string>(fromEnd).fill('Up'), 'Return'], done, 'its entry does its work');
    },
    async close() {
      server.kill();
      await once(server, 'exit');
    },
  };
}
export type Display = Awaited<ReturnType<typeof openDisplay>>;
