/**
 * The trainer process: the core, behind a channel to the process that forked it.
 *
 * It ends when that process disconnects or dies, so that no trainer outlives its session.
 */
import path from 'node:path';

import type { TrainerEvents, TrainerRequests } from '../protocol/trainer';
import { createProcessChannel } from '../rpc/node/processChannel';
import { createResponder } from '../rpc/peer';
import { loadKernels } from './kernels';
import { Trainer } from './trainer';

const trainer = new Trainer(loadKernels(path.join(__dirname, 'kernels.wasm')));
const channel = createProcessChannel(process);
channel.onClose(() => process.exit(0));
const responder = createResponder<TrainerRequests, TrainerEvents>(channel, trainer);
trainer.connect(responder);
responder.emit('started', {});
