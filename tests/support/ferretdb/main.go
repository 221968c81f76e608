// Command ferretdb-for-tests is a throw-away MongoDB-compatible server for the store's tests: FerretDB on SQLite in a
// temporary folder, behind a relay that makes every command atomic. It prints its connection string as one line on
// standard output and ends, leaving nothing behind, when standard input closes.
package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "ferretdb-for-tests:", err)
		os.Exit(1)
	}
}

func run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	// The parent holds the other end of standard input: it closes even when the parent is killed.
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		cancel()
	}()

	dir, err := os.MkdirTemp("", "ferretdb-for-tests-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)

	socket := filepath.Join(dir, "backend.sock")
	db, err := ferretdb.New(&ferretdb.Config{
		Listener: ferretdb.ListenerConfig{Unix: socket},
		Handler:  "sqlite",
		// Nothing here has to survive a power cut, so waiting for the disk would only cost time.
		SQLiteURL: "file:" + dir + "/?_pragma=synchronous(off)",
		Logger:    slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})),
	})
	if err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() { done <- db.Run(ctx) }()

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	go func() {
		<-ctx.Done()
		listener.Close()
	}()
	fmt.Printf("mongodb://%s/\n", listener.Addr())

	serve(listener, func() (net.Conn, error) { return net.Dial("unix", socket) })
	cancel()
	return <-done
}
