// The transcripts at the top of each flow, as what she does and what is answered.

import { readFileSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const FLOWS = fileURLToPath(new URL('../../bots/dialogue/src/flow/', import.meta.url));

/**
 * Every transcript: its flow, its language, and its steps, each the line that begins it and the
 * lines that answer it.
 */
export function transcripts() {
  const files = readdirSync(FLOWS).filter((name) => name.endsWith('.rs')).sort();
  return files.flatMap((name) => {
    const source = readFileSync(FLOWS + name, 'utf8');
    const found = source.matchAll(/^\/\/! ```transcript (\w+)\n(.*?)^\/\/! ```$/gms);
    return [...found].map(([, language, body]) => ({
      flow: basename(name, '.rs'),
      language,
      steps: steps(body.split('\n').map((line) => line.replace(/^\/\/! ?/, ''))),
    }));
  });
}

function steps(lines) {
  const steps = [];
  for (const line of lines) {
    if (/^(Sari: |\* )/.test(line)) steps.push({ does: line, answers: [] });
    else if (steps.length > 0) steps.at(-1).answers.push(line);
  }
  for (const step of steps) while (step.answers.at(-1) === '') step.answers.pop();
  return steps;
}

/** The bubbles of these rows as a transcript writes them. Runs in the browser. */
export function written(from) {
  const out = [];
  const rows = [...document.querySelectorAll('.row.bot')].slice(from);
  const label = (button) => button.firstChild.textContent;
  for (const row of rows) {
    const words = row.querySelector('.words').cloneNode(true);
    words.querySelectorAll('strong').forEach((bold) => bold.replaceWith(`*${bold.textContent}*`));
    words.textContent.split('\n').forEach((line, at) => {
      out.push(`${at === 0 ? 'bot: ' : '     '}${line}`.trimEnd());
    });
    const list = row.querySelector('.opener');
    if (list) {
      out.push(`     ☰ ${label(list)}`);
      list.click();
      for (const choice of document.querySelectorAll('#sheet-choices button')) {
        const [name, hint] = [...choice.children].map((part) => part.textContent);
        out.push(`       [${name}]${hint ? ` ${hint}` : ''}`);
      }
      document.querySelector('#sheet-close').click();
      continue;
    }
    const signs = [...row.querySelectorAll('.choices button')].map((button) => {
      if (button.matches('.photo')) return '[📷]';
      if (button.matches('.place')) return '[📍]';
      return `[${label(button)}]`;
    });
    if (signs.length > 0) out.push(`     ${signs.join(' ')}`);
  }
  return out;
}
