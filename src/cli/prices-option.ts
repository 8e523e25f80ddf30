import { Option } from 'commander';

/** For `cost`. It can be set beforehand, so that every run has to know it. */
export const PRICES_OPTION = new Option('--prices <file>', 'your own prices, which go before those of the catalog');
