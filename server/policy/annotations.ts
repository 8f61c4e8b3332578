/** Reads and checks what a policy says about itself: id, effect, principle, advice, tags. Pure. */
import type { Problem } from '../../common/result.ts';
import { policyEffects, type Layer, type PolicyEffect } from './policy.ts';

/** Holds a policy's annotations after checking. */
export interface PolicyLabel {
  readonly id: string;
  readonly effect: PolicyEffect;
  readonly principle: string;
  readonly tags: readonly string[];
  readonly advice: string;
}

/** Says what is wrong with an annotation and how to mend it. */
export type LabelProblem = Pick<Problem, 'message' | 'remedy'>;

const known = ['id', 'effect', 'principle', 'advice', 'tags'];
const idShape = /^[a-z][a-z0-9]*(?:[-/][a-z0-9]+)*$/;
const longestId = 64;
const longestSentence = 200;

/** A repository could address the agent through a sentence, so what a workspace wrote is never shown. */
const workspacePrinciple = 'A policy of this workspace forbids this.';

/** Reads the annotations of one policy; returns every problem at once. */
export function readLabel(
  annotations: Readonly<Record<string, unknown>>,
  layer: Layer,
): PolicyLabel | readonly LabelProblem[] {
  const { id, effect, principle, advice = '', tags = '' } = annotations;
  const named = policyEffects.find(name => name === effect);
  const problems = [
    ...unknownAnnotations(annotations),
    ...idProblems(id),
    ...(named === undefined ? [effectProblem(effect)] : []),
    ...(isSentence(principle)
      ? []
      : [sentenceProblem('no @principle, or one that is no sentence', 'principle')]),
    ...(advice === '' || isSentence(advice)
      ? []
      : [sentenceProblem('an @advice that is no sentence', 'advice')]),
  ];
  if (problems.length > 0 || named === undefined) return problems;
  return {
    id: String(id),
    effect: named,
    principle: layer === 'workspace' ? workspacePrinciple : String(principle),
    advice: layer === 'workspace' ? '' : String(advice),
    tags: String(tags)
      .split(/[\s,]+/)
      .filter(tag => tag !== ''),
  };
}

function unknownAnnotations(annotations: Readonly<Record<string, unknown>>): readonly LabelProblem[] {
  return Object.keys(annotations)
    .filter(name => !known.includes(name))
    .map(name => ({
      message: `has an unknown annotation "@${name}".`,
      remedy: `Use only ${known.map(each => `@${each}`).join(', ')}.`,
    }));
}

function idProblems(id: unknown): readonly LabelProblem[] {
  if (typeof id !== 'string' || id === '') {
    return [{ message: 'has no @id.', remedy: 'Add @id("some-name"), unique among all policies.' }];
  }
  if (id.length > longestId || !idShape.test(id)) {
    return [
      {
        message: 'has an @id of the wrong shape.',
        remedy: `Use at most ${longestId} lower-case letters and digits, words joined by "-" or "/".`,
      },
    ];
  }
  return [];
}

const effectProblem = (effect: unknown): LabelProblem => ({
  message: effect === undefined ? 'has no @effect.' : 'has an unknown @effect.',
  remedy: `Use one of ${policyEffects.map(name => `@effect("${name}")`).join(', ')}.`,
});

const isSentence = (text: unknown): boolean =>
  typeof text === 'string' && text.length <= longestSentence && /^[^\p{C}\p{Zl}\p{Zp}]+[.!]$/u.test(text);

const sentenceProblem = (what: string, annotation: string): LabelProblem => ({
  message: `has ${what}.`,
  remedy: `Write @${annotation}("…"): one sentence with its full stop, at most ${longestSentence} characters.`,
});
