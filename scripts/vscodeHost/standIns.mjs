/**
 * JavaScript in place of the two native modules that VS Code's server would have to compile.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

export async function writeStandIns(vscode) {
  for (const [name, code] of Object.entries(standIns)) {
    const folder = path.join(vscode, 'node_modules', name);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'package.json'), JSON.stringify({ name, main: 'index.js' }));
    await writeFile(path.join(folder, 'index.js'), code);
  }
}

// VS Code imports these as ES modules, which see only names assigned one by one to `exports`.
const standIns = {
  /** Ends a server whose parent has died; here the launcher does that. */
  '@vscode/native-watchdog': `
exports.start = () => {};
exports.exit = (code) => process.exit(code);
`,
  /** The log files of VS Code, without rotation. */
  '@vscode/spdlog': `
const fs = require('node:fs');
const path = require('node:path');
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
class Logger {
  constructor(file) {
    this.file = file;
    this.level = 2;
    fs.mkdirSync(path.dirname(file), { recursive: true });
  }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() {}
  clearFormatters() {}
  flush() {}
  drop() {}
}
levels.forEach((name, level) => {
  Logger.prototype[name] = function (message) {
    if (level < this.level) return;
    fs.appendFile(this.file, new Date().toISOString() + ' [' + name + '] ' + message + '\\n', () => {});
  };
});
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = async (name, file) => new Logger(file);
exports.createAsyncRotatingLogger = async (name, file) => new Logger(file);
`,
};

export const standInNames = Object.keys(standIns);
