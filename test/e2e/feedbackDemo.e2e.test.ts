import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareWithTruth } from '../../cli/feedback/compareWithTruth.ts';
import { feedbackAsSvg, intervalsAsText } from '../../cli/feedback/drawFeedback.ts';
import { expectExactCounts } from '../../cli/feedback/expectFeedback.ts';
import { FeedbackDemo, type Findings } from '../../cli/feedback/FeedbackDemo.ts';
import { judgePolicy } from '../../cli/feedback/judgePolicy.ts';
import { Progress } from '../../cli/Progress.ts';
import { hasDynoxide } from '../../emulator/test/helpers/startEngine.ts';
import { startTestCloud, type TestCloud } from '../helpers/startTestCloud.ts';

const timeout = 240_000;
/** Few people and no model: what is certain holds all the same. */
const size = { seed: 2, rounds: 1, peopleOfRound: 50, attackers: 2, trains: false };

describe.skipIf(!hasDynoxide)('recsync demo-feedback, in short', () => {
  let test: TestCloud;
  let findings: Findings;
  beforeAll(async () => {
    test = await startTestCloud();
    findings = await new FeedbackDemo(test.cloud, test.stateFolder, size, new Progress()).run();
  }, timeout);
  afterAll(() => test?.close());

  it('counts what people did, each once, and nothing of the attack from the marks on', () => {
    const broken: string[] = [];
    expectExactCounts(findings, { expect: (what, isKept, why) => void (isKept || broken.push(`${what}: ${why}`)) });
    expect(broken).toEqual([]);
    expect(findings.metrics.offers).toHaveLength(3);
  });

  it('holds what it found against what is true', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'recsync-test-')), 'log.jsonl');
    const policy = await judgePolicy(findings, file);
    expect(policy).toMatchObject({ decisions: size.peopleOfRound, rejected: 0, unsupportedShare: 0 });
    const comparison = compareWithTruth(findings, policy);
    const { differences, policies } = comparison;
    for (const { low, high, truth } of differences) {
      expect(low).toBeLessThan(truth);
      expect(high).toBeGreaterThan(truth);
    }
    const [, liked, disliked] = differences;
    expect(liked.truth).toBeGreaterThan(0.05);
    expect(disliked.truth).toBeLessThan(-0.05);
    expect(policies).toHaveLength(3);
    expect(intervalsAsText(differences).split('\n')).toHaveLength(3);
    const { splits } = findings.results.bandit;
    expect(feedbackAsSvg(comparison, splits, Date.now())).toContain(differences[0].label);
  });

  it('shows what was promoted', () => {
    const liked = findings.shop.byLiking.slice(0, 5);
    expect(findings.listAfterwards.itemIds).toEqual(liked);
    expect(findings.promotion).toMatchObject({ status: 'ENDED', endReason: 'PROMOTED' });
  });
});
