/** The other end of the panel's conversation. */
import type { PanelEvents, PanelRequests } from '../../src/protocol/panel';
import type { Requester } from '../../src/rpc/peer';

export type Trainer = Requester<PanelRequests, PanelEvents>;
