/**
 * The runs of all debug sessions, and the one that the window shows: the active session's.
 *
 * When a session has ended its run stays the shown one until another takes its place, so that the panel can
 * say how it ended.
 */
import * as vscode from 'vscode';

import type { FollowedRun } from './followedRun';

export interface ShownRun {
  readonly run: FollowedRun;
  readonly session: vscode.DebugSession;
}

export class FollowedRuns implements vscode.Disposable {
  private readonly bySession = new Map<string, ShownRun>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly began = new vscode.EventEmitter<ShownRun>();
  private readonly subscriptions: vscode.Disposable[];
  private shown: ShownRun | undefined;

  /** Another run is shown. */
  readonly onDidChangeShown = this.changed.event;
  readonly onDidBegin = this.began.event;

  constructor() {
    this.subscriptions = [
      vscode.debug.onDidChangeActiveDebugSession((session) => this.show(session)),
      vscode.debug.onDidTerminateDebugSession(({ id }) => this.bySession.delete(id)),
    ];
  }

  get current(): ShownRun | undefined {
    return this.shown;
  }

  add(session: vscode.DebugSession, run: FollowedRun): void {
    const added = { run, session };
    this.bySession.set(session.id, added);
    this.shown = added;
    this.changed.fire();
    this.began.fire(added);
  }

  dispose(): void {
    for (const each of [...this.subscriptions, this.changed, this.began]) each.dispose();
  }

  private show(session: vscode.DebugSession | undefined): void {
    const run = session && this.bySession.get(session.id);
    if (run === undefined || run === this.shown) return;
    this.shown = run;
    this.changed.fire();
  }
}
