import Glibc
import SurveyStudy

/// Ends the run on Ctrl-C and on a request to terminate: what was written to
/// the side is removed, the last good output stays.
enum Interruption {
  /// Starts to listen; from then on the signals reach only this.
  static func discards(_ output: OutputFolder, _ console: Console) {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
    // Threads made after this inherit the mask; the others may still be
    // chosen by the kernel, so ignore there what sigwait takes here.
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let listener = Listener(
      signals: signals, output: output, console: console)
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Listener>.fromOpaque(context).takeRetainedValue().wait()
      }, Unmanaged.passRetained(listener).toOpaque())
  }

  private final class Listener: Sendable {
    let signals: sigset_t
    let output: OutputFolder
    let console: Console

    init(signals: sigset_t, output: OutputFolder, console: Console) {
      self.signals = signals
      self.output = output
      self.console = console
    }

    func wait() -> Never {
      var signals = signals
      var number: Int32 = 0
      while sigwait(&signals, &number) != 0 {}
      output.discard()
      console.note(
        "\ninterrupted: '\(output.path)' is as it was before the run")
      exit(number == SIGINT ? ExitStatus.interrupted.rawValue : 128 + number)
    }
  }
}
