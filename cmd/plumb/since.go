package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/engine/triage"
	"github.com/plumb-iac/plumb/parser"
)

// markSince evaluates the tree as it was at a revision and marks the findings
// that were there already.
func markSince(ctx context.Context, e *engine.Engine, c *config, f *lintFlags, options parser.Options, result *engine.Result) (err error) {
	dir, err := os.MkdirTemp("", "plumb-since-")
	if err != nil {
		return &statusError{exitInternal, err}
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	root, err := checkout(ctx, options.Root, f.since, dir)
	if err != nil {
		return fmt.Errorf("--since %s: %w", f.since, err)
	}
	options.Paths = pathsThen(options.Root, root, options.Paths)
	options.Root = root
	if len(options.Paths) == 0 {
		return nil
	}
	project, err := parser.Discover(options)
	if err != nil {
		return err
	}
	r := lintRun{engine: e, project: project, jobs: f.jobs, progress: &progress{}, suppressions: newSuppressions(e, c)}
	before, err := r.evaluate(ctx)
	if err := errors.Join(err, project.Close()); err != nil {
		return err
	}
	_, known := triage.Since(result.Findings, before.Findings)
	for _, finding := range known {
		if finding.Suppressed == nil {
			finding.Suppressed = &engine.Suppression{Kind: "external", Reason: "there before, at " + f.since}
		}
	}
	return nil
}

// checkout writes the tree of a revision below a directory, without touching
// the index or the working tree, and returns where the root is in it.
func checkout(ctx context.Context, root, revision, dir string) (string, error) {
	top, err := git(ctx, root, nil, "rev-parse", "--show-toplevel")
	if err != nil {
		return "", err
	}
	commit, err := git(ctx, root, nil, "rev-parse", "--verify", "--end-of-options", revision+"^{commit}")
	if err != nil {
		return "", errors.New("no such revision")
	}
	index := []string{"GIT_INDEX_FILE=" + filepath.Join(dir, "index")}
	if _, err := git(ctx, top, index, "read-tree", commit); err != nil {
		return "", err
	}
	tree := filepath.Join(dir, "tree")
	if _, err := git(ctx, top, index, "checkout-index", "--all", "--prefix="+tree+string(filepath.Separator)); err != nil {
		return "", err
	}
	if top, err = filepath.EvalSymlinks(top); err != nil {
		return "", err
	}
	below, err := filepath.Rel(top, root)
	if err != nil {
		return "", err
	}
	then := filepath.Join(tree, below)
	return then, os.MkdirAll(then, 0o700)
}

// git runs git and returns its output, or what it complained about.
func git(ctx context.Context, dir string, environ []string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "git", append([]string{"-C", dir}, args...)...) //nolint:gosec // the revision follows --end-of-options
	cmd.Env = append(os.Environ(), environ...)
	out, err := cmd.Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		text, _, _ := strings.Cut(strings.TrimSpace(string(exit.Stderr)), "\n")
		return "", errors.New(strings.TrimPrefix(text, "fatal: "))
	}
	return strings.TrimSpace(string(out)), err
}

// pathsThen returns what to lint of the tree as it was: the same directories as
// far as they existed. For files that is the whole tree, since the units that a
// file belongs to may have been others; what is found beyond them does no harm.
func pathsThen(root, then string, paths []string) []string {
	if len(paths) == 0 {
		paths = []string{"."}
	}
	var out []string
	for _, given := range paths {
		if given == parser.Stdin {
			continue
		}
		name, isDir, err := parser.Relative(root, given)
		if err != nil {
			continue
		}
		path := filepath.Join(then, filepath.FromSlash(name))
		if !isDir {
			path = then
		}
		if info, err := os.Stat(path); err == nil && info.IsDir() && !slices.Contains(out, path) {
			out = append(out, path)
		}
	}
	return out
}
