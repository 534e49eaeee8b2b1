/**
 * The REST interface, the events and the pages of the service, a face of the program: resources
 * parse a request, call a package below and answer in JSON, or with a page of {@link
 * org.narq2t.web.pages}. The gate refuses requests of strangers; errors become problems of RFC
 * 9457.
 *
 * <p>No other package may use it, and it knows nothing of {@code cli}.
 */
package org.narq2t.web;
