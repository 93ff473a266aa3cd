import { expect, test } from 'vitest';
import { Progress } from '../../cli/Progress.ts';

const capture = (): { output: NodeJS.WriteStream; text: () => string } => {
  const parts: string[] = [];
  return {
    output: { write: (part: string) => parts.push(part), isTTY: false } as unknown as NodeJS.WriteStream,
    text: () => parts.join(''),
  };
};

test('a quick step is silent and gives its result', async () => {
  const { output, text } = capture();
  expect(await new Progress(output).step('Quick', async () => 7)).toBe(7);
  expect(text()).toBe('');
});

test('a step over a second is announced, with what it does, and ended', async () => {
  const { output, text } = capture();
  await new Progress(output).step('Slow', async (update) => {
    update('half');
    await new Promise((resolve) => setTimeout(resolve, 1400));
  });
  expect(text()).toMatch(/^… Slow: half {2}1\.\d s\n✓ Slow: half {2}\d\.\d s\n$/);
});

test('a step that fails is marked, and its error passed on', async () => {
  const { output, text } = capture();
  await expect(
    new Progress(output).step('Bad', async () => {
      await new Promise((resolve) => setTimeout(resolve, 1300));
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(text()).toMatch(/✗ Bad/);
});
