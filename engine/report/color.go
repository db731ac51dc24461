package report

import "github.com/plumb-iac/plumb/engine"

// color is a terminal's SGR parameter.
type color string

const (
	bold   color = "1"
	dim    color = "2"
	red    color = "31"
	yellow color = "33"
	cyan   color = "36"
	alarm  color = "1;31"
)

func severityColor(f *engine.Finding) color {
	if f.Verdict == engine.Open {
		return dim
	}
	switch f.Severity {
	case engine.Critical:
		return alarm
	case engine.High:
		return red
	case engine.Medium:
		return yellow
	case engine.Low:
		return cyan
	case engine.Note:
		return dim
	default:
		return dim
	}
}

// paint colors text where colors are on.
func (o Options) paint(c color, text string) string {
	if !o.Color || text == "" {
		return text
	}
	return "\x1b[" + string(c) + "m" + text + "\x1b[0m"
}
