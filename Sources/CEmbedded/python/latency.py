"""Times ONNX models in turn.

Standard input holds a line of JSON and then the models. Standard output gets JSON: the seconds of each
model in each round, or why there are none. One thread is timed by its processor time, more of them by
the clock.
"""

import json
import signal
import sys
import time

# Ctrl-C is for the program that waits for the answer.
signal.signal(signal.SIGINT, signal.SIG_IGN)


def seconds(settings, models):
    import numpy
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = settings["threads"]
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Threads of one model must not wait busily while another one runs.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    sessions = [
        onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        for model in models
    ]
    shape = (settings["batch"], 3, settings["side"], settings["side"])
    images = numpy.random.default_rng(0).uniform(-2, 2, shape).astype(numpy.float32)
    clock = time.thread_time if settings["threads"] == 1 else time.perf_counter

    def run(session):
        session.run(None, {session.get_inputs()[0].name: images})

    for session in sessions:
        for _ in range(3):
            run(session)
    times = [[] for _ in sessions]
    for _ in range(settings["rounds"]):
        for session, own in zip(sessions, times):
            run(session)
            start = clock()
            run(session)
            own.append(max(clock() - start, 1e-9))
    return {"seconds": times, "version": onnxruntime.__version__}


def main():
    source = sys.stdin.buffer
    settings = json.loads(source.readline())
    models = [source.read(count) for count in settings["byteCounts"]]
    try:
        answer = seconds(settings, models)
    except Exception as error:
        answer = {"fault": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer))


main()
