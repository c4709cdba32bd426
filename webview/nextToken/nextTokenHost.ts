import type { NextTokenEvents, NextTokenRequests } from '../../src/protocol/nextTokenPage.ts';
import type { Host } from '../shell/host.ts';

/** The extension host, as the next-token page sees it. */
export type NextTokenHost = Host<NextTokenRequests, NextTokenEvents>;
