/** Finds secrets in what is written, read, taken in, run or sent. Pure; a finding never holds the secret. */
import { textDetector } from '../text/detector.ts';
import type { TextRule } from '../text/rule.ts';
import { aiToken } from './rules/aiToken.ts';
import { cloudToken } from './rules/cloudToken.ts';
import { connectionString } from './rules/connectionString.ts';
import { login } from './rules/login.ts';
import { messagingToken } from './rules/messagingToken.ts';
import { namedValue } from './rules/namedValue.ts';
import { operationsToken } from './rules/operationsToken.ts';
import { paymentToken } from './rules/paymentToken.ts';
import { privateKey } from './rules/privateKey.ts';
import { registryToken } from './rules/registryToken.ts';
import { serviceToken } from './rules/serviceToken.ts';
import { signedToken } from './rules/signedToken.ts';
import { sourceHostToken } from './rules/sourceHostToken.ts';
import { vendorValue } from './rules/vendorValue.ts';

/** Lists the rules on secrets. */
export const secretRules: readonly TextRule[] = [
  privateKey,
  sourceHostToken,
  cloudToken,
  aiToken,
  registryToken,
  messagingToken,
  paymentToken,
  operationsToken,
  serviceToken,
  signedToken,
  connectionString,
  login,
  vendorValue,
  namedValue,
];

/** Finds what the rules on secrets describe. */
export const secretsDetector = textDetector('secrets', secretRules);
