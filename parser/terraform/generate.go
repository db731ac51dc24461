//go:build ignore

// This program writes arguments.txt: the names of the arguments of every
// resource type of the AWS provider, from the schema that the model is checked
// against.
package main

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	f, err := os.Open("../model/schema/terraform.txt.gz")
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	schema, err := io.ReadAll(z)
	if err != nil {
		return err
	}
	var lines []string
	for line := range strings.Lines(string(schema)) {
		name, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		var b strings.Builder
		b.WriteString(name + "\t")
		for i, field := range strings.Fields(rest) {
			if i > 0 {
				b.WriteByte(' ')
			}
			argument, code, _ := strings.Cut(field, ":")
			b.WriteString(argument)
			switch {
			case strings.Contains(code, "#"):
				b.WriteString(":" + code[strings.IndexByte(code, '#'):])
			case code == "r":
				b.WriteString(":r")
			}
		}
		lines = append(lines, b.String()+"\n")
	}
	slices.Sort(lines)
	const name = "arguments.txt"
	if err := os.WriteFile(name+".new", []byte(strings.Join(lines, "")), 0o644); err != nil {
		return err
	}
	return os.Rename(name+".new", name)
}
