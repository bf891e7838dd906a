#!/usr/bin/env node
// The command line; "npm run build" makes what it runs.
import '../dist/cli.js';
