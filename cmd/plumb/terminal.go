package main

import (
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"time"

	"golang.org/x/term"
)

// useColor decides about colors on one stream: by the flag, then by NO_COLOR
// and CLICOLOR_FORCE (no-color.org, bixense.com/clicolors), then by what it is.
func useColor(flag string, w io.Writer) bool {
	switch {
	case flag == "always":
		return true
	case flag == "never" || os.Getenv("NO_COLOR") != "":
		return false
	case os.Getenv("CLICOLOR_FORCE") != "" && os.Getenv("CLICOLOR_FORCE") != "0":
		return true
	}
	return isTerminal(w) && os.Getenv("TERM") != "dumb"
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// terminalWidth returns the cells of a line, 0 where there is no terminal.
func terminalWidth(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return width
}

// progress shows on a terminal how many units are done, once a run takes longer
// than people wait without wondering.
type progress struct {
	finished atomic.Int64
	quit     chan struct{}
	gone     chan struct{}
}

const (
	progressAfter = time.Second
	progressEvery = 200 * time.Millisecond
)

func startProgress(w io.Writer, total int) *progress {
	p := &progress{}
	if total < 2 || !isTerminal(w) {
		return p
	}
	p.quit, p.gone = make(chan struct{}), make(chan struct{})
	go p.show(w, total)
	return p
}

func (p *progress) show(w io.Writer, total int) {
	defer close(p.gone)
	timer := time.NewTimer(progressAfter)
	defer timer.Stop()
	shown := false
	for {
		select {
		case <-p.quit:
			if shown {
				fmt.Fprint(w, "\r\x1b[K")
			}
			return
		case <-timer.C:
			fmt.Fprintf(w, "\r\x1b[Kplumb: %d of %d units", p.finished.Load(), total)
			shown = true
			timer.Reset(progressEvery)
		}
	}
}

func (p *progress) done() { p.finished.Add(1) }

// stop removes what is shown and waits until it is gone.
func (p *progress) stop() {
	if p.quit != nil {
		close(p.quit)
		<-p.gone
	}
}
