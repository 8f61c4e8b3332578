/** Finds orders that come in with texts which agents read. Pure; one rule a file in rules/. */
import { textDetector } from '../text/detector.ts';
import type { TextRule } from '../text/rule.ts';
import { bidiControls } from './rules/bidiControls.ts';
import { encodedOrders } from './rules/encodedOrders.ts';
import { hiddenBlanks } from './rules/hiddenBlanks.ts';
import { hiddenMarkup } from './rules/hiddenMarkup.ts';
import { mixedScripts } from './rules/mixedScripts.ts';
import { orders } from './rules/orders.ts';
import { tagCharacters } from './rules/tagCharacters.ts';
import { terminalControls } from './rules/terminalControls.ts';
import { variationSelectors } from './rules/variationSelectors.ts';
import { wording } from './rules/wording.ts';
import { zeroWidth } from './rules/zeroWidth.ts';

/** Lists the rules on injection. */
export const injectionRules: readonly TextRule[] = [
  tagCharacters,
  variationSelectors,
  bidiControls,
  zeroWidth,
  hiddenBlanks,
  mixedScripts,
  terminalControls,
  hiddenMarkup,
  encodedOrders,
  orders,
  wording,
];

/** Finds what the rules on injection describe. */
export const injectionDetector = textDetector('injection', injectionRules);
