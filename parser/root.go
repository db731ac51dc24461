package parser

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// FindRoot returns the absolute root of paths as a user names them: the git top
// level that contains them, else the directory itself (of a file, the one it
// stands in), else what they have in common. An explicit root wins; no path, or
// Stdin, means the working directory. The error is a path that doesn't exist.
func FindRoot(explicit string, paths []string) (string, error) {
	if explicit != "" {
		root, err := resolve(explicit)
		if err != nil {
			return "", err
		}
		if info, err := os.Stat(root); err != nil || !info.IsDir() {
			return "", fmt.Errorf("%s is not a directory", explicit)
		}
		return root, nil
	}
	var common string
	if len(paths) == 0 {
		paths = []string{"."}
	}
	for _, path := range paths {
		if path == Stdin {
			path = "."
		}
		full, err := resolve(path)
		if err != nil {
			return "", err
		}
		if info, err := os.Stat(full); err == nil && !info.IsDir() {
			full = filepath.Dir(full)
		}
		if top, ok := gitTop(full); ok {
			full = top
		}
		common = commonDir(common, full)
	}
	return common, nil
}

// resolve makes a path absolute and follows its symbolic links, so that the
// same file always has one name.
func resolve(path string) (string, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	full, err = filepath.EvalSymlinks(full)
	if os.IsNotExist(err) {
		return "", fmt.Errorf("%s does not exist", path)
	}
	return full, err
}

// gitTop goes upward to the directory that holds .git: a directory, or a file
// in a worktree or submodule.
func gitTop(dir string) (string, bool) {
	for {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir, true
		}
		above := filepath.Dir(dir)
		if above == dir {
			return "", false
		}
		dir = above
	}
}

func commonDir(a, b string) string {
	if a == "" {
		return b
	}
	for a != b && !strings.HasPrefix(b, strings.TrimSuffix(a, string(filepath.Separator))+string(filepath.Separator)) {
		a = filepath.Dir(a)
	}
	return a
}

// Relative returns a path that the user named relative to a root, with slashes,
// and whether it is a directory. The error is a path that doesn't exist or lies
// outside the root.
func Relative(root, given string) (name string, isDir bool, err error) {
	full, err := resolve(given)
	if err != nil {
		return "", false, err
	}
	info, err := os.Stat(full)
	if err != nil {
		return "", false, err
	}
	relative, err := filepath.Rel(root, full)
	if err != nil || !filepath.IsLocal(relative) {
		return "", false, fmt.Errorf("%s is outside the root %s", given, root)
	}
	return filepath.ToSlash(relative), info.IsDir(), nil
}
