/** What the pages of the dashboard show, as their templates take it. */
package org.narq2t.web.pages;
