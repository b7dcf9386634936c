/** Gives each debug session an adapter inside this process, and the adapter a trainer process of its own. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';

import { BackstepDebugSession } from '../adapter/session';
import { forkTrainer, type TrainerConnection } from '../adapter/trainerConnection';
import { FollowedRun } from './followedRun';
import type { FollowedRuns } from './followedRuns';
import { InlineAdapter } from './inlineAdapter';
import type { Storage } from './interruptedRuns';
import { SessionLimit } from './sessionLimit';
import { readSettings } from './settings';

export interface Surroundings extends Storage {
  readonly runs: FollowedRuns;
}

export function createAdapterFactory(
  surroundings: Surroundings,
): vscode.DebugAdapterDescriptorFactory {
  const limit = new SessionLimit();
  return {
    createDebugAdapterDescriptor(session) {
      const giveBack = limit.take();
      const adapter = new InlineAdapter(createSession(session, surroundings), giveBack);
      return new vscode.DebugAdapterInlineImplementation(adapter);
    },
  };
}

function createSession(
  session: vscode.DebugSession,
  { trainerScript, runs, journalFolder }: Surroundings,
): BackstepDebugSession {
  const { memoryBudgetBytes, keyframeBudgetBytes } = readSettings();
  let connection: TrainerConnection | undefined;
  let run: FollowedRun | undefined;
  return new BackstepDebugSession({
    startTrainer() {
      const forked = forkTrainer(trainerScript, { cwd: path.dirname(trainerScript) });
      let hasEnded = false;
      // The first listener: the session's own answers a crash by closing, which must not make it an expected end.
      forked.trainer.onClose(() => (hasEnded = true));
      connection = {
        ...forked,
        close() {
          if (!hasEnded) run?.expectEnd();
          forked.close();
        },
      };
      return connection;
    },
    readFile: (file) => readFile(file, 'utf8'),
    roots: (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
    memoryBudgetBytes,
    keyframeBudgetBytes,
    journal: { folder: journalFolder, session: session.id },
    onLoaded(description, report) {
      if (connection === undefined) return;
      run = new FollowedRun(connection, description, report);
      runs.add(session, run);
    },
  });
}
