package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"sync"
)

// FerretDB 1.x reads the documents that match an update and then writes them back whole, so two compare-and-set
// commands can both win. One turn at a time, from a request to its response and across all connections, makes every
// command atomic, as it is on MongoDB.
var turn sync.Mutex

const (
	headerBytes = 16
	// The largest message of the protocol: 48,000,000 bytes.
	maxFrameBytes = 48_000_000
	opMsg         = 2013
	// Only handshakes still use it.
	opQuery = 2004

	// Flags of OP_MSG: https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/#op_msg
	flagMoreToCome     = 1 << 1
	flagExhaustAllowed = 1 << 16
)

func serve(listener net.Listener, dial func() (net.Conn, error)) {
	for {
		client, err := listener.Accept()
		if err != nil {
			return
		}
		go func() {
			defer client.Close()
			server, err := dial()
			if err != nil {
				return
			}
			defer server.Close()
			relay(client, server)
		}()
	}
}

// relay passes frames until one side ends.
func relay(client, server net.Conn) {
	requests := bufio.NewReaderSize(client, 64<<10)
	responses := bufio.NewReaderSize(server, 64<<10)
	for {
		request, err := readFrame(requests)
		if err != nil {
			return
		}
		silent := takeFlags(request)
		response, err := exchange(server, responses, request)
		if err != nil {
			return
		}
		if silent {
			continue
		}
		if _, err := client.Write(response); err != nil {
			return
		}
	}
}

func exchange(server io.Writer, responses io.Reader, request []byte) ([]byte, error) {
	if !isHandshake(request) {
		turn.Lock()
		defer turn.Unlock()
	}
	if _, err := server.Write(request); err != nil {
		return nil, err
	}
	return readFrame(responses)
}

// isHandshake tells the commands by which a driver sees that the server is alive: they change nothing, and a driver that
// waits for one behind a slow query takes the server for dead.
func isHandshake(frame []byte) bool {
	if binary.LittleEndian.Uint32(frame[12:]) == opQuery {
		return true
	}
	// Header, flags, kind of the section, size of the document and type of its first field: then that field's name.
	const name = headerBytes + 4 + 1 + 4 + 1
	for _, command := range []string{"hello\x00", "isMaster\x00", "ismaster\x00", "ping\x00"} {
		if len(frame) > name && bytes.HasPrefix(frame[name:], []byte(command)) {
			return true
		}
	}
	return false
}

// takeFlags clears what would break the one-request-one-response rhythm and reports whether the client wants no
// response: FerretDB answers such a request too, and that answer must not reach the client.
func takeFlags(frame []byte) (silent bool) {
	if binary.LittleEndian.Uint32(frame[12:]) != opMsg || len(frame) < headerBytes+4 {
		return false
	}
	flags := binary.LittleEndian.Uint32(frame[headerBytes:])
	binary.LittleEndian.PutUint32(frame[headerBytes:], flags&^(flagMoreToCome|flagExhaustAllowed))
	return flags&flagMoreToCome != 0
}

func readFrame(r io.Reader) ([]byte, error) {
	var header [headerBytes]byte
	if _, err := io.ReadFull(r, header[:]); err != nil {
		return nil, err
	}
	size := binary.LittleEndian.Uint32(header[:])
	if size < headerBytes || size > maxFrameBytes {
		return nil, errors.New("frame of an impossible size")
	}
	frame := make([]byte, size)
	copy(frame, header[:])
	_, err := io.ReadFull(r, frame[headerBytes:])
	return frame, err
}
