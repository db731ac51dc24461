//go:build ignore

// This program writes the pages of the rules, their index, the guidance and the
// coverage below docs/, and removes pages whose rule is gone.
package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/plumb-iac/plumb/engine/ruledoc"
	"github.com/plumb-iac/plumb/rules"
)

func main() {
	if err := generate(filepath.Join("..", "docs")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func generate(docs string) error {
	pack, err := rules.Pack()
	if err != nil {
		return err
	}
	all, err := pack.Rules()
	if err != nil {
		return err
	}
	files, err := ruledoc.Files(all, filepath.Join("..", "fixtures"), rules.Coverage(), rules.Notes())
	if err != nil {
		return err
	}
	for name, text := range files {
		if err := write(filepath.Join(docs, filepath.FromSlash(name)), text); err != nil {
			return err
		}
	}
	return filepath.WalkDir(filepath.Join(docs, "rules"), func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		within, err := filepath.Rel(docs, name)
		if err != nil {
			return err
		}
		if _, ok := files[filepath.ToSlash(within)]; !ok {
			return os.Remove(name)
		}
		return nil
	})
}

func write(name string, text []byte) error {
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, text) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, text, 0o644)
}
