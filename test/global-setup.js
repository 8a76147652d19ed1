/**
 * What holds for all tests. Node decodes the certificates of this variable at every start, which takes three times as
 * long as the start itself, and a test run starts it thousands of times; no test speaks TLS with another host from Node.
 */
export default () => {
  delete process.env.NODE_EXTRA_CA_CERTS;
};
