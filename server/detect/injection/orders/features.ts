/**
 * The features of orders to an agent. Each says in words what it means, how much it weighs where, and by which shapes it is
 * told; what a text weighs is the sum over different features that stand near each other.
 */
import type { Feature } from './feature.ts';
import { featuresOfActs } from './featuresOfActs.ts';
import { featuresOfReader } from './featuresOfReader.ts';

/** Lists the features that are told by shapes of sentences. */
export const features: readonly Feature[] = [...featuresOfReader, ...featuresOfActs];
