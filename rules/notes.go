package rules

import _ "embed"

// Notes returns the titles of the guidance notes by the number under which the
// metadata of the rules cites them.
func Notes() map[string]string {
	return map[string]string{
		"000": "AWS architecture notes 1, all services",
		"001": "AWS architecture notes 2, core services in depth",
		"002": "AWS architecture notes 3, the service catalog",
		"003": "AWS architecture notes 4, overview and containers",
		"004": "AWS architecture notes 5, serverless and operations",
	}
}

//go:embed coverage.tsv
var coverage string

// Coverage lists the systems that the notes describe: a line each, the system, a
// tab, and its rules, separated by spaces, or why no rule can cover it.
func Coverage() string { return coverage }
